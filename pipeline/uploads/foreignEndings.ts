/** Name endings, in lower case and without the dot, that say clearly that a file is something else than a video. */
export const FOREIGN_ENDINGS: ReadonlySet<string> = new Set(
  `
  jpg jpeg jpe jfif png apng gif bmp tif tiff webp heic heif avif svg ico psd ai eps jp2 jxl tga exr dpx thm
  cr2 cr3 nef nrw arw srf dng orf rw2 raf gpr pef srw x3f insp
  mp3 m4a m4b m4p aac wav wave flac oga opus wma aif aiff aifc amr mka mid midi ac3 eac3 ec3 dts ape wv caf au mp2
  srt vtt webvtt ass ssa sub idx sup sbv ttml dfxp itt scc smi sami stl lrc mks
  json jsonl ndjson xml xmp yaml yml toml ini cfg conf csv tsv parquet avro orc sql sqlite db plist
  txt text md rst log nfo rtf pdf doc docx odt xls xlsx ods ppt pptx odp pages numbers key epub tex
  html htm css js mjs cjs jsx tsx php py rb sh bat ps1 java class jar c h cpp rs go swift wasm map
  m3u m3u8 pls mpd xspf ism ismc f4m edl fcpxml prproj aep drp aaf otio
  zip gz tgz bz2 xz zst 7z rar tar lz4 br iso dmg
  exe dll so dylib msi apk ipa deb rpm
  md5 sha1 sha256 sha512 crc sfv sig asc pem crt cer p12 torrent url lnk webloc
  ttf otf woff woff2 obj fbx glb gltf cube
  ifo bup cpi mpl bdm bdmv tdt tid pgi moff modd moi ppn sav gpx fit srt
  ds_store part partial crdownload opdownload download filepart aria2 ytdl
  `
    .trim()
    .split(/\s+/),
);
