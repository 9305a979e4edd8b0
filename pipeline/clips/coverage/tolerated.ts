/**
 * What a recorder may lose from one file to the next, and its clock against that of its names, without anybody calling it a
 * gap: the last picture stands for some frames more, milliseconds.
 */
export const TOLERATED_MS = 200;
