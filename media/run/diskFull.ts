/** How ffmpeg says that there was no room to write. */
export const DISK_FULL = /No space left on device|Disk quota exceeded/;
