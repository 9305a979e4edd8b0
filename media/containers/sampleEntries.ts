/**
 * The sample entries of MP4 and MOV that ffmpeg 5 to 7 take for one of decoders.ts. By any other tag it does not know
 * what MediaInfo may well recognize by the boxes inside.
 */
const PICTURES = new Set([
  ...['avc1', 'avc2', 'avc3', 'avc4', 'AVin', 'aivx', 'rv64', 'xalg', 'avlg', 'dva1', 'dvav'],
  ...['hev1', 'hvc1', 'dvhe', 'dvh1', 'vp08', 'vp09', 'av01', 'mp4v', 'DIVX', 'XVID', '3IV2', '3IVD'],
  ...['h263', 's263', 'H263', 'm1v ', 'm1v1', 'mpeg', 'mp1v', 'm2v1', 'mp2v', 'AVmp', 'vc-1', 'VP31'],
  ...['AVdv', 'AVd1', 'AVdn', 'AVdh', 'CFHD', 'v210', 'bxy2', 'SVQ1', 'svq1', 'svqi', 'SVQ3', 'cvid', 'rle '],
  ...['jpeg', 'mjpa', 'mjpb', 'AVDJ', 'AVRn', 'dmb1', 'png ', 'MNG ', 'FFV1', 'HFYU', 'ULRG', 'ULY2', 'ULH2'],
  ...['raw ', 'yuv2', '2vuy', 'yuvs', 'UYVY', 'YUY2', 'I420', 'BGRA', 'RGBA', 'ABGR', 'L555', 'L565', '24BG'],
  ...['b16g', 'b48r', 'b64a', 'WRAW', 'AV1x', 'AVup', 'NO16', 'DVOO', 'R420', 'R411'],
]);
/** AVC-Intra, HDV, IMX, XDCAM, DV and ProRes have a tag for each size and rate. */
const FAMILIES = /^(ai[15].|hdv.|mx[345].|xd[5vh].|dv[5chlp].|ap[4c].|M[0248]..)$/;

const SOUNDS = new Set([
  ...['mp4a', 'ac-3', 'sac3', 'ec-3', 'dtsc', 'dtsh', 'dtsl', 'dtse', 'DTS ', 'alac', 'samr', 'sawb', 'fLaC'],
  ...['Opus', 'mlpa', '.mp1', '.mp2', '.mp3', 'mp3 ', 'ima4', 'agsm', 'MAC3', 'MAC6', 'nmos', 'NELL', 'spex'],
  ...['SPXN', 'QDM2', 'QDMC', 'alaw', 'ulaw', 'fl32', 'fl64', 'in24', 'in32', 'lpcm', 'ipcm', 'twos', 'sowt'],
  ...['raw ', 'NONE'],
]);
/** Wave formats under QuickTime's own prefix, by their number. */
const WAVE = /^(ms|TS)/;

/** Whether ffmpeg knows by the tag alone what it is. */
export function isKnownEntry(kind: 'video' | 'audio', entry: string): boolean {
  return kind === 'video'
    ? PICTURES.has(entry) || FAMILIES.test(entry)
    : SOUNDS.has(entry) || WAVE.test(entry);
}
