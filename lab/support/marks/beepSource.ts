/**
 * ffmpeg's lavfi graph of sound that beeps for a twentieth of a second at each whole second of a clock that is at
 * `startSeconds` where it begins; the pitch tells which: 500 Hz and 100 Hz more a second, over again after ten.
 */
export function beepSource({
  seconds,
  startSeconds = 0,
}: {
  seconds: number;
  startSeconds?: number;
}): string {
  const clock = `(t+${startSeconds})`;
  const pitch = `(500+100*mod(floor(${clock}),10))`;
  const beep = `if(lt(mod(${clock},1),0.05),0.5*sin(2*PI*${pitch}*mod(${clock},1)),0)`;
  return `aevalsrc=exprs='${beep}':sample_rate=48000:duration=${seconds}`;
}
