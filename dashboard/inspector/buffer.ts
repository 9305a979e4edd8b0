/** Node's Buffer where there is none: the pipeline's readers of containers use it, and esbuild puts this in wherever they do. */
export { Buffer } from 'buffer/';
