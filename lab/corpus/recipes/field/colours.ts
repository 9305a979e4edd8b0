import { editMovie } from '../../editors/movie.ts';
import type { CorpusFile, Expected, Point } from '../../file/corpusFile.ts';

const HDR: Expected = { size: '320x180', fps: '30/1', seconds: 1, audio: false };

const HIGH = 230;
const LOW = 16;

/** Bars at 203 nits: grey, then 75 % of white, yellow, cyan, green, magenta, red and blue, as plain HLG comes out. */
const BARS: Point[] = [
  { across: 0.05, down: 0.3, rgb: [162, 162, 162], within: 7 },
  bar(0.18, [HIGH, HIGH, HIGH]),
  bar(0.29, [HIGH, HIGH, LOW]),
  bar(0.4, [LOW, HIGH, HIGH]),
  bar(0.5, [LOW, HIGH, LOW]),
  bar(0.61, [HIGH, LOW, HIGH]),
  bar(0.72, [HIGH, LOW, LOW]),
  bar(0.82, [LOW, LOW, HIGH]),
];

function bar(across: number, rgb: Point['rgb']): Point {
  return { across, down: 0.3, rgb, within: 16 };
}

/** Bars by one kind of HDR. */
function bars(primaries: string, transfer: string, matrix: string, range: 'limited' | 'full'): string {
  const source = 'smptehdbars=size=320x180:rate=30:duration=1,format=gbrp';
  const linear =
    'setparams=color_primaries=bt709:color_trc=bt709:colorspace=gbr:range=pc,zscale=t=linear:npl=203,format=gbrpf32le';
  const target = `zscale=p=${primaries},zscale=t=${transfer}:m=${matrix}:r=${range}:npl=1000,format=yuv420p10le`;
  const told = `colorprim=${primaries}:transfer=${transfer}:colormatrix=${matrix}:range=${range}`;
  const tags = `-color_primaries ${primaries} -color_trc ${transfer} -colorspace ${matrix} -color_range ${range === 'full' ? 'pc' : 'tv'}`;
  return `-f lavfi -i ${source} -vf ${linear},${target} -c:v libx265 -preset ultrafast -x265-params log-level=none:crf=8:${told} ${tags} -tag:v hvc1`;
}

const kind = (
  name: string,
  says: string,
  ...[primaries, transfer, matrix, range]: Parameters<typeof bars>
): CorpusFile => ({
  file: `field/${name}.mp4`,
  verdict: 'accept',
  says,
  out: { ...HDR, points: BARS },
  ffmpeg: bars(primaries, transfer, matrix, range),
});

const HLG = 'arib-std-b67';
const PQ = 'smpte2084';

/** A record of Dolby Vision behind the codec's own settings: profile 5 stands alone, 8 lies over HDR10 or HLG. */
function dolbyVision(bytes: Buffer, profile: number, compatibility: number, codec: string): Buffer {
  return editMovie(bytes, movie => {
    const picture = movie.track('vide');
    const record = Buffer.alloc(32);
    record.writeUInt32BE(32);
    record.write(profile > 7 ? 'dvvC' : 'dvcC', 4, 'latin1');
    record.writeUInt8(1, 8);
    // Profile, level 1, its own data, no second layer, a base layer (Dolby's ISOBMFF specification, 3.2).
    record.writeUInt16BE((profile << 9) | (1 << 3) | (1 << 2) | 1, 10);
    record.writeUInt8(compatibility << 4, 12);
    const description = Buffer.concat([picture.description, record]);
    description.write(codec, description.indexOf('hvc1'), 'latin1');
    description.writeUInt32BE(description.readUInt32BE(8) + record.length, 8);
    picture.description = description;
  });
}

const RESERVED = 'metadata=colour_primaries=3:transfer_characteristics=6:matrix_coefficients=3';
const RESERVED_OUT: Expected = { size: '320x180', seconds: 2, audio: false };

/** Films of other colours than most: each in its own. */
export const colours: CorpusFile[] = [
  kind('hlg', 'as phones and cameras record HLG', 'bt2020', HLG, 'bt2020nc', 'limited'),
  kind('hlg-full', 'as cameras record HLG in the full range', 'bt2020', HLG, 'bt2020nc', 'full'),
  kind(
    'hlg-709',
    "as Sony's picture profiles write: HLG on the primaries of HD",
    'bt709',
    HLG,
    'bt709',
    'limited',
  ),
  kind('pq', 'as HDR10 is mastered', 'bt2020', PQ, 'bt2020nc', 'limited'),
  kind('pq-full', 'as screen recorders write HDR: PQ in the full range', 'bt2020', PQ, 'bt2020nc', 'full'),
  kind('pq-709', 'as games write HDR: PQ on the primaries of HD', 'bt709', PQ, 'bt709', 'limited'),
  {
    file: 'field/dolby-vision-5.mp4',
    verdict: 'refuse:dolby-vision-5',
    says: "as streaming services write: Dolby Vision's own colours, which nothing here can turn into others",
    bytes: read => dolbyVision(read('field/pq.mp4'), 5, 0, 'dvh1'),
  },
  {
    file: 'field/dolby-vision-8.1.mp4',
    verdict: 'accept',
    says: 'as cameras write: Dolby Vision over HDR10, made as HDR10',
    out: { ...HDR, points: BARS },
    bytes: read => dolbyVision(read('field/pq.mp4'), 8, 1, 'hvc1'),
  },
  {
    file: 'field/dolby-vision-8.4.mov',
    verdict: 'accept',
    says: 'as iPhones record: Dolby Vision over HLG, made as HLG',
    out: { ...HDR, points: BARS },
    bytes: read => dolbyVision(read('field/hlg.mp4'), 8, 4, 'hvc1'),
  },
  {
    file: 'field/reserved-colour.mp4',
    verdict: 'accept',
    says: 'as Samsung phones write: reserved codes for the colours',
    out: RESERVED_OUT,
    ffmpeg: `-i .parts/quarters.mp4 -c copy -bsf:v h264_${RESERVED}`,
  },
  {
    file: 'field/reserved-colour.mkv',
    verdict: 'accept',
    says: 'the same, remuxed',
    out: RESERVED_OUT,
    ffmpeg: `-i .parts/quarters.mp4 -c copy -bsf:v h264_${RESERVED}`,
  },
  {
    file: 'field/reserved-colour-hevc.mp4',
    verdict: 'accept',
    says: 'the same in HEVC, with sound',
    out: { size: '320x180', seconds: 4 },
    ffmpeg: `-i .parts/hevc.mp4 -c copy -tag:v hvc1 -bsf:v hevc_${RESERVED}`,
  },
];
