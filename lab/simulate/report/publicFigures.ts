/** What others publish of about the same work. */
export interface PublicFigure {
  who: string;
  what: string;
  seconds: number;
  source: string;
}

const BENTO = '[bento-video.github.io](https://bento-video.github.io/), 2020';

/** None of them was measured here; sources, settings and years differ. */
export const PUBLIC_FIGURES: PublicFigure[] = [
  {
    who: 'Mux Video',
    what: 'median until an input of over 60 minutes can be played; its renditions are made as they are watched',
    seconds: 50.1,
    source:
      '[mux.com](https://www.mux.com/blog/how-to-transcode-video-100x-faster-or-a-gordian-knot-cut), 2023-04',
  },
  {
    who: 'serverless-video-transcoder',
    what: 'an hour of 1080p to 720p, by Lambda, Step Functions and EFS',
    seconds: 230,
    source: '[its README](https://github.com/bnusunny/serverless-video-transcoder)',
  },
  { who: 'Bento', what: '57:35 of 1080p to 720p, by Lambda', seconds: 649, source: BENTO },
  { who: 'MediaConvert', what: 'the same 57:35, as Bento measured it', seconds: 1_250, source: BENTO },
];
