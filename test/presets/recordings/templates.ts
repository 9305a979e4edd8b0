/** Forms of recorders' keys: whole or in folders, with and without lengths, by the wall clock or since 1970. */
export const TEMPLATES = [
  "{camera}/{start:yyyyMMdd'T'HHmmss}-{seconds}.mp4",
  '{camera}/{start:yyyy-MM-dd}/{start:HH.mm.ss}_{end:yyyyMMddHHmmss}.ts',
  'rec/{camera}/{start:yyyy/MM/dd}/{camera}-{start:yyyyMMddHHmmssSSS}.mov',
  '{camera}/{start:epochSeconds}-{seconds}.mp4',
  '{camera}.{start:epochMs}.mp4',
  '{start:yyMMdd}/{camera}/{start:HHmm}.mp4',
  "{camera}/{start:dd.MM.yyyy 'um' HH'h'mm}+{seconds}s.mp4",
];

/** With a summer that begins and ends at other times, by other shifts, or never. */
export const ZONES = ['UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu'];
