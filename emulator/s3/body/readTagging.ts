import { checkedTags, type Tags } from '../store/tags.ts';
import { malformed } from './readXml.ts';

/** The tags in a Tagging element. @throws {S3Error} MalformedXML, InvalidTag, BadRequest */
export function readTagging(tagging: Record<string, unknown>): Tags {
  const { TagSet } = tagging;
  // An empty set reads as a text.
  const list = typeof TagSet === 'object' && TagSet !== null ? (TagSet as { Tag?: unknown }).Tag : TagSet;
  if (typeof list === 'string' && list.trim() === '') return [];
  if (!Array.isArray(list)) throw malformed();
  return checkedTags(
    list.map(({ Key, Value }) => {
      if (typeof Key !== 'string' || typeof Value !== 'string') throw malformed();
      return [Key, Value];
    }),
  );
}
