/**
 * The index of eight hours at 60 frames a second takes 95 MB, bytes. Left alone, 1.7 KB of headers that claim a large
 * table make MediaInfo take 1.4 GB, more than most functions have.
 */
const MAX_MEMORY_BYTES = 128 * 1024 * 1024;
const PAGE_BYTES = 64 * 1024;

/** The module asks for memory here, and takes an error for the lack of it: it gives the file up. */
export function limitMemory(): void {
  // TypeScript has WebAssembly's types among those of browsers only.
  const { Memory } = (globalThis as unknown as { WebAssembly: { Memory: { prototype: WasmMemory } } })
    .WebAssembly;
  const grow = Memory.prototype.grow;
  Memory.prototype.grow = function growWithinLimit(this: WasmMemory, pages: number) {
    if (this.buffer.byteLength + pages * PAGE_BYTES > MAX_MEMORY_BYTES) throw new RangeError('out of memory');
    return grow.call(this, pages);
  };
}

interface WasmMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}
