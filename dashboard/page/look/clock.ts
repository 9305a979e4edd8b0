/** A moment of a film, to the hundredth: 1:02.50, of long ones 1:00:02.50. */
export function clock(seconds: number): string {
  const hundredths = Math.round(Math.max(0, seconds) * 100);
  const two = (count: number) => String(count).padStart(2, '0');
  const [whole, rest] = [Math.floor(hundredths / 100), hundredths % 100];
  const minutes = Math.floor(whole / 60) % 60;
  const hours = Math.floor(whole / 3_600);
  const first = hours > 0 ? `${hours}:${two(minutes)}` : String(minutes);
  return `${first}:${two(whole % 60)}.${two(rest)}`;
}
