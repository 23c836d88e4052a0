// What a page measures: boxes, overflow, focus rings, live regions. Each answers with readable complaints, none when all is well.

/** Elements that reach beyond the right edge, and a page that scrolls sideways. */
export function overflowing(page) {
  return page.evaluate(() => {
    const wide = document.documentElement.scrollWidth > innerWidth ? [`the page is ${document.documentElement.scrollWidth} px wide, the window ${innerWidth}`] : [];
    const clips = (element) => {
      for (let up = element.parentElement; up && up !== document.body; up = up.parentElement) {
        if (getComputedStyle(up).overflowX !== 'visible') return true;
      }
      return false;
    };
    for (const element of document.body.querySelectorAll('*')) {
      if (!element.checkVisibility({ visibilityProperty: true }) || element.closest('svg') || element.closest('.sr')) continue;
      const { right, width, left } = element.getBoundingClientRect();
      if (width > 1 && left >= 0 && right > innerWidth + 1 && !clips(element)) {
        wide.push(`${element.tagName.toLowerCase()}.${element.className} ends at ${Math.round(right)} of ${innerWidth}`);
      }
    }
    return wide.slice(0, 8);
  });
}

/** Controls smaller than `least` × `least` CSS pixels. */
export function smallControls(page, least) {
  return page.evaluate((least) => {
    const controls = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [role=switch], [role=tab], [role=slider]';
    return [...document.querySelectorAll(controls)].flatMap((control) => {
      if (!control.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return [];
      // A box to tick is pressed by its label too.
      const label = control.matches('input[type=checkbox], input[type=radio]') ? control.closest('label') : null;
      const { width, height, right } = (label ?? control).getBoundingClientRect();
      if (right <= 0 || (width <= 1 && height <= 1)) return [];
      // Half a pixel is lost to rounding at scales that are no whole numbers.
      if (width + 0.5 >= least && height + 0.5 >= least) return [];
      return [`${control.tagName.toLowerCase()}#${control.id}.${control.className} “${control.textContent.trim().slice(0, 12)}” is ${Math.round(width)}×${Math.round(height)}`];
    });
  }, least);
}

/** Elements of `selector` whose text does not fit into them. */
export function clipped(page, selector) {
  return page.evaluate((selector) => {
    return [...document.querySelectorAll(selector)].flatMap((element) => {
      if (!element.checkVisibility() || element.closest('.sr')) return [];
      const spill = element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1;
      const inline = getComputedStyle(element).display === 'inline';
      return spill && !inline ? [`“${element.textContent.trim()}” needs ${element.scrollWidth}×${element.scrollHeight}, has ${element.clientWidth}×${element.clientHeight}`] : [];
    });
  }, selector);
}

/** What is wrong with how the focused element shows its focus: no ring, too faint a ring, or the element is covered. */
export function focusFaults(page) {
  return page.evaluate(() => {
    const focused = document.activeElement;
    const name = `${focused.tagName.toLowerCase()}#${focused.id}.${focused.className}`;
    const rgb = (color) => (/rgba?\(([^)]+)\)/.exec(color)?.[1] ?? '0,0,0,0').split(/[ ,/]+/).map(Number);
    const light = ([red, green, blue]) => {
      const [r, g, b] = [red, green, blue].map((part) => (part / 255 <= 0.03928 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const ground = (element) => {
      for (let up = element; up; up = up.parentElement) {
        const color = rgb(getComputedStyle(up).backgroundColor);
        if (color.length === 3 || color[3] > 0.5) return color;
      }
      return [255, 255, 255];
    };
    // A field may wear the ring on the box around it.
    const wearer = [focused, focused.parentElement, focused.closest('label')].find((one) => {
      if (!one) return false;
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
      return (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2) || (boxShadow !== 'none' && one.matches(':focus, :focus-within'));
    });
    if (!wearer) return [`${name} shows no focus`];
    const { outlineStyle, outlineColor, boxShadow } = getComputedStyle(wearer);
    const rings = outlineStyle === 'none' ? boxShadow.match(/rgba?\([^)]+\)/g) : [outlineColor];
    const behind = ground(wearer.parentElement ?? wearer);
    const contrast = Math.max(...rings.map((ring) => {
      const [a, b] = [light(rgb(ring)), light(behind)];
      return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }));
    const faults = contrast < 3 ? [`${name}: ring ${rings} on ${behind} has ${contrast.toFixed(2)}:1`] : [];
    const { left, top, width, height } = focused.getBoundingClientRect();
    const spots = [[0.5, 0.5], [0.1, 0.5], [0.9, 0.5], [0.5, 0.15], [0.5, 0.85]];
    const seen = spots.some(([x, y]) => {
      const hit = document.elementFromPoint(left + width * x, top + height * y);
      return hit && (focused.contains(hit) || hit.contains(focused));
    });
    return seen ? faults : [...faults, `${name} is covered or outside the window`];
  });
}

/** Presses Tab until the focus is on `selector`; every stop on the way must show its focus. */
export async function tabTo(page, selector, { key = 'Tab', most = 200 } = {}) {
  for (let presses = 0; presses < most; presses += 1) {
    await page.keyboard.press(key);
    const there = await page.evaluate((selector) => document.activeElement?.matches(selector) ?? false, selector);
    if (!there) continue;
    const faults = await focusFaults(page);
    if (faults.length) throw new Error(faults.join('\n'));
    return;
  }
  throw new Error(`${most} presses of ${key} do not reach ${selector}`);
}

/** Gathers every text that the element with this id takes on, with the page's own time, in `globalThis.heard`. */
export function listen(page, id) {
  return page.evaluate((id) => {
    const line = document.getElementById(id);
    globalThis.heard = [];
    new MutationObserver(() => {
      if (line.textContent) globalThis.heard.push({ at: Date.now(), text: line.textContent });
    }).observe(line, { childList: true, characterData: true, subtree: true });
  }, id);
}
