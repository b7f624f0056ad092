/** Links that a system would follow in one path before it gives up. */
const mostHops = 40;
const mostTargetBytes = 4095;

/**
 * Why a link may not be kept: undefined when it stays inside. `links`: paths relative to the pipeline's folder and their
 * targets, `at` is one of them. Names are followed as a disk would, since after a link `..` is not what the text says.
 */
export function linkFault(links: ReadonlyMap<string, string>, at: string): string | undefined {
  const target = links.get(at) ?? "";
  if (target === "") return "leads to nothing";
  if (target.includes("\0")) return "has a NUL character in its target";
  if (!target.isWellFormed() || target.includes("\ufffd")) return "has a target that is not valid Unicode";
  if (Buffer.byteLength(target) > mostTargetBytes) return "has a target that is longer than disks take";
  if (target.startsWith("/")) return "is absolute, so it would lead elsewhere on another machine";
  return leaves(links, at) ? "leads out of the pipeline's folder" : undefined;
}

function leaves(links: ReadonlyMap<string, string>, at: string): boolean {
  const place: string[] = [];
  const ahead = at.split("/").reverse();
  for (let hops = 0; ahead.length > 0; ) {
    const name = ahead.pop() ?? "";
    if (name === "" || name === ".") continue;
    if (name === "..") {
      if (place.pop() === undefined) return true;
      continue;
    }
    place.push(name);
    const target = links.get(place.join("/"));
    if (target === undefined) continue;
    if (target.startsWith("/")) return true;
    hops += 1;
    // A circle, which leads nowhere.
    if (hops > mostHops) return false;
    place.pop();
    ahead.push(...target.split("/").reverse());
  }
  return false;
}
