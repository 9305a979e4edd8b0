import { RequestBody } from '../body/requestBody.ts';
import { formHeaders } from '../form/formHeaders.ts';
import { checkPolicy } from '../form/postPolicy.ts';
import { sendUploaded } from '../form/sendUploaded.ts';
import { readUploadForm, type UploadForm } from '../form/uploadForm.ts';
import { withinLimits } from '../form/withinLimits.ts';
import { checkAcl } from '../request/checkAcl.ts';
import { objectHeaders } from '../request/objectHeaders.ts';
import type { S3Call } from '../s3Call.ts';
import { S3Error } from '../s3Error.ts';

/** An upload by a form of a web page, with a policy (a "presigned POST") or, unlike on AWS, without. */
export async function postObject(call: S3Call): Promise<void> {
  const { store, bucket } = call;
  store.buckets.require(bucket);
  const form = await readUploadForm(call);
  const { fields } = form;
  fields.set('key', keyOf(form));
  const limits = checkPolicy(fields.get('policy'), fields, bucket);
  const headers = formHeaders(fields);
  checkAcl(headers);
  const body = new RequestBody({ request: withinLimits(form.file, limits), headers, sized: false });
  const object = await store.put(bucket, fields.get('key') ?? '', body, {
    headers: objectHeaders(headers),
    eventName: 'ObjectCreated:Post',
  });
  sendUploaded(call, fields, object);
}

/** `${filename}` in the key is the file's name without its folders. A part that gives no name leaves it as it is. */
function keyOf({ fields, fileName }: UploadForm): string {
  const template = fields.get('key');
  if (template === undefined) {
    throw new S3Error(
      'InvalidArgument',
      "Bucket POST must contain a field named 'key'.  If it is specified, please check the order of the fields.",
      { ArgumentName: 'key', ArgumentValue: '' },
    );
  }
  const name = fileName?.split(/[\\/]/).at(-1);
  const key = name === undefined ? template : template.replace(/\$\{filename\}/g, () => name);
  if (key !== '') return key;
  throw new S3Error('InvalidArgument', 'User key must have a length greater than 0.', {
    ArgumentName: 'key',
    ArgumentValue: '',
  });
}
