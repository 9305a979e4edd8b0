// A process to kill: sends message after message and prints each id once it was answered.
import { SqsStore } from '../../../emulator/sqs/sqsStore.ts';

const store = new SqsStore(process.argv[2] ?? '', { endpoint: () => 'http://127.0.0.1' });
store.createQueue('q');
const send = () => {
  process.stdout.write(`${store.send({ queue: 'q', body: 'x'.repeat(500) })}\n`);
  setImmediate(send);
};
send();
