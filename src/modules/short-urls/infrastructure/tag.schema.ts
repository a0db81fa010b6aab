import { EntitySchema } from 'typeorm';
import { Tag } from '../domain/tag.js';

export const TagSchema = new EntitySchema({
  target: Tag,
  name: 'Tag',
  tableName: 'tags',
  columns: {
    id: { type: 'uuid', primary: true },
    workspaceId: { type: 'uuid', name: 'workspace_id' },
    name: { type: 'text' },
    chosenColour: { type: 'text', name: 'colour', nullable: true },
    createdAt: { type: 'timestamptz', name: 'created_at' },
    updatedAt: { type: 'timestamptz', name: 'updated_at' },
  },
});
