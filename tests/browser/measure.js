// Measures a side: what overflows, overlaps, is small, or is hard to read on its ground.
(opened) => {

// A colour as [red, green, blue, alpha].
function parts(colour) {
  const found = colour.match(/[\d.]+/g).map(Number);
  return found.length === 3 ? [...found, 1] : found;
}

function over(top, ground) {
  return [0, 1, 2].map((place) => top[place] * top[3] + ground[place] * (1 - top[3])).concat(1);
}

// WCAG 2.1: the ratio of two relative luminances.
function luminance(colour) {
  const [red, green, blue] = colour.slice(0, 3).map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one, other) {
  const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

// The grounds behind an element, from the page's up: a reading stands above the mark behind its characters, not on it.
function ground(element) {
  const layers = [];
  const aboveMark = element.closest("rt") !== null;
  for (let at = element; at; at = at.parentElement) {
    const style = getComputedStyle(at);
    const image = style.backgroundImage.match(/rgba?\([^)]*\)/);
    if (image && !aboveMark) layers.unshift(parts(image[0]));
    if (!(aboveMark && at.matches(".hl"))) layers.unshift(parts(style.backgroundColor));
  }
  return layers.reduce((below, layer) => over(layer, below), [255, 255, 255, 1]);
}

function texts() {
  const walker = document.createTreeWalker(document.getElementById("qa"), NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const parent = node.parentElement;
    if (!node.textContent.trim() || parent.closest("style") || !parent.checkVisibility()) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const boxes = [...range.getClientRects()].filter((box) => box.width > 0.5 && box.height > 0.5);
    if (boxes.length) found.push({ node, parent, boxes });
  }
  return found;
}

// A box of text is as tall as the font's own line, and below a wide reading as wide as that; the letters fill less of it.
function ink(box, size, parent) {
  const middle = (box.top + box.bottom) / 2;
  const spread = parent.matches("ruby") ? Math.max(0, box.width - size) / 2 : 0;
  return { left: box.left + spread, right: box.right - spread, top: middle - size * 0.46, bottom: middle + size * 0.46 };
}

function overlaps(found) {
  const boxes = found.flatMap(({ node, parent, boxes: all }) => {
    const size = parseFloat(getComputedStyle(parent).fontSize);
    return all.map((box) => ({ ...ink(box, size, parent), text: node.textContent.trim().slice(0, 20) }));
  });
  const touching = [];
  boxes.sort((a, b) => a.top - b.top);
  for (let one = 0; one < boxes.length; one += 1) {
    for (let other = one + 1; other < boxes.length && boxes[other].top < boxes[one].bottom - 1; other += 1) {
      const [a, b] = [boxes[one], boxes[other]];
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (across > 0.6 && down > 1) touching.push(`${a.text} × ${b.text} (${across.toFixed(1)}, ${down.toFixed(1)})`);
    }
  }
  return touching;
}

function outside(found) {
  const width = document.documentElement.clientWidth;
  return found.flatMap(({ node, boxes }) => boxes
    .filter((box) => box.left < -0.5 || box.right > width + 0.5 || box.top < -0.5)
    .map(() => node.textContent.trim().slice(0, 20)));
}

const root = document.documentElement;
if (opened) document.querySelectorAll("details").forEach((details) => { details.open = true; });
const found = texts();
const colours = {};
const sizes = {};
for (const { node, parent } of found) {
  const style = getComputedStyle(parent);
  const behind = ground(parent);
  const ratio = contrast(over(parts(style.color), behind), behind);
  const key = `${style.color} on ${behind.slice(0, 3).map(Math.round)}`;
  colours[key] = Math.min(ratio, colours[key] ?? 99);
  const size = parseFloat(style.fontSize);
  const kind = parent.closest("rt, footer") ? "small" : "text";
  if (!(kind in sizes) || size < sizes[kind][0]) sizes[kind] = [size, node.textContent.trim().slice(0, 20)];
}
return {
  overflow: root.scrollWidth - root.clientWidth,
  outside: outside(found),
  overlaps: overlaps(found),
  colours,
  sizes,
  text: found.map(({ node }) => node.textContent.trim()).join(" "),
  height: root.scrollHeight,
};
}
