/** The platform's drag and drop over the tree: which row the pointer is at, and what the carrying is told of it. */
import { meansCopy, type Carrying } from './carrying.svelte.ts';
import type { Row } from './rows.ts';

/** The group that a row is of; null for one that does not exist yet. */
export function groupOf(row: Row | undefined): string | null {
  if (row === undefined || row.type === 'newGroup') return null;
  return row.type === 'group' ? row.group.id : row.groupId;
}

/** How a row looks while somebody is carried. */
export function carryClass(row: Row, carrying: Carrying): string | null {
  const { carried, over } = carrying;
  if (carried === null) return null;
  if (row.type === 'contact' && row.address === carried.address && row.groupId === carried.from) return 'carried';
  const groupId = groupOf(row);
  const verdict = groupId === null || carried.by === 'keys' ? null : carrying.verdict(groupId);
  if (verdict === null) return null;
  if ('refused' in verdict) return 'refused';
  return groupId === over ? 'target' : null;
}

/** Handlers for the tree. `rowAt` finds the row that an element belongs to. */
export function dragging(carrying: Carrying, rowAt: (target: EventTarget | null) => Row | undefined) {
  return {
    ondragstart(event: DragEvent) {
      const row = rowAt(event.target);
      if (row?.type !== 'contact' || event.dataTransfer === null) return;
      event.dataTransfer.effectAllowed = 'copyMove';
      // Nothing is dragged without data; other programs get what is plain to read.
      event.dataTransfer.setData('text/plain', row.address);
      carrying.pick(row.address, row.groupId, 'pointer', meansCopy(event));
    },
    ondragover(event: DragEvent) {
      if (carrying.carried?.by !== 'pointer' || event.dataTransfer === null) return;
      const groupId = groupOf(rowAt(event.target));
      carrying.hover(groupId, meansCopy(event));
      const verdict = groupId === null ? null : carrying.verdict(groupId);
      // Taken even where it is refused, so that the pointer says so.
      event.preventDefault();
      if (verdict === null || 'refused' in verdict) event.dataTransfer.dropEffect = 'none';
      else event.dataTransfer.dropEffect = verdict.does === 'move' ? 'move' : 'copy';
    },
    ondrop(event: DragEvent) {
      if (carrying.carried?.by !== 'pointer') return;
      event.preventDefault();
      const groupId = groupOf(rowAt(event.target));
      if (groupId === null) carrying.letGo();
      else carrying.drop(groupId);
    },
    ondragleave(event: DragEvent) {
      const to = event.relatedTarget;
      const inside = to instanceof Node && event.currentTarget instanceof Node && event.currentTarget.contains(to);
      if (!inside) carrying.hover(null, meansCopy(event));
    },
    /** Dropped elsewhere, or given up with Escape; after a drop there is nothing left to let go. */
    ondragend() {
      if (carrying.carried?.by === 'pointer') carrying.letGo();
    },
  };
}
