import type { H264Settings, InputRotate, JobSettings, VideoDescription } from '@aws-sdk/client-mediaconvert';

/** Job settings that work: one MP4 of 160x90. */
export function settings({
  input = 's3://in/clip.mp4',
  destination = 's3://out/made/clip',
  h264 = {},
  video = {},
  rotate = 'AUTO',
}: {
  input?: string;
  destination?: string;
  h264?: H264Settings;
  video?: VideoDescription;
  rotate?: InputRotate;
} = {}): JobSettings {
  return {
    TimecodeConfig: { Source: 'ZEROBASED' },
    Inputs: [
      {
        FileInput: input,
        TimecodeSource: 'ZEROBASED',
        VideoSelector: { Rotate: rotate },
        AudioSelectors: { 'Audio Selector 1': { DefaultSelection: 'DEFAULT' } },
      },
    ],
    OutputGroups: [
      {
        Name: 'File Group',
        OutputGroupSettings: {
          Type: 'FILE_GROUP_SETTINGS',
          FileGroupSettings: { Destination: destination },
        },
        Outputs: [
          {
            Extension: 'mp4',
            ContainerSettings: { Container: 'MP4', Mp4Settings: { MoovPlacement: 'PROGRESSIVE_DOWNLOAD' } },
            VideoDescription: {
              Width: 160,
              Height: 90,
              ...video,
              CodecSettings: {
                Codec: 'H_264',
                H264Settings: {
                  RateControlMode: 'QVBR',
                  MaxBitrate: 500_000,
                  QvbrSettings: { QvbrQualityLevel: 7 },
                  ...h264,
                },
              },
            },
            AudioDescriptions: [
              {
                CodecSettings: {
                  Codec: 'AAC',
                  AacSettings: { Bitrate: 64_000, CodingMode: 'CODING_MODE_2_0', SampleRate: 48_000 },
                },
              },
            ],
          },
        ],
      },
    ],
  };
}
