import { useEffect, useRef, useState } from 'preact/hooks';
import { chosenFiles, droppedFiles, type Given } from './work/dropped.ts';

/** Where files and folders are dropped, or chosen. */
export function DropZone({ onGiven }: { onGiven: (given: Given[]) => void }) {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    // What is dropped beside it would be opened in the page's place, with all that is under way.
    const keep = (event: Event) => event.preventDefault();
    for (const name of ['dragover', 'drop']) addEventListener(name, keep);
    return () => {
      for (const name of ['dragover', 'drop']) removeEventListener(name, keep);
    };
  }, []);
  const drop = async (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (event.dataTransfer) onGiven(await droppedFiles(event.dataTransfer));
  };
  const over = (event: DragEvent) => {
    event.preventDefault();
    setOver(true);
  };
  return (
    <section
      class={isOver ? 'drop over' : 'drop'}
      aria-label="Files to upload"
      onDragOver={over}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <p>Drop videos or folders here, as many as you like, or</p>
      <div class="buttons">
        <Picker label="Choose files" onGiven={onGiven} />
        <Picker label="Choose a folder" folder onGiven={onGiven} />
      </div>
    </section>
  );
}

interface PickerProps {
  label: string;
  folder?: boolean;
  onGiven: (given: Given[]) => void;
}

/** A button, for an input of files looks otherwise in each browser. */
function Picker({ label, folder = false, onGiven }: PickerProps) {
  const input = useRef<HTMLInputElement>(null);
  const take = () => {
    // A picker that was closed without a choice.
    if (!input.current?.files?.length) return;
    onGiven(chosenFiles(input.current.files));
    // The same files may be chosen again.
    input.current.value = '';
  };
  return (
    <>
      <button type="button" onClick={() => input.current?.click()}>
        {label}
      </button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={label}
        {...(folder && { webkitdirectory: true })}
        onChange={take}
      />
    </>
  );
}
