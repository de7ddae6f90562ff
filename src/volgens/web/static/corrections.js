// Opens the form beside a thing in place, where the page would else be loaded again to the same effect.
"use strict";
document.addEventListener("click", async (event) => {
  const link = event.target.closest?.("a.fix-link");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button) return;
  event.preventDefault();
  const go = () => { location.href = link.href; };
  try {
    const answer = await fetch(link.href.split("#")[0]);
    if (!answer.ok || answer.redirected) return go();
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const id = decodeURIComponent(link.hash.slice(1));
    const [here, there] = [document.getElementById(id), page.getElementById(id)];
    if (!here || !there || !there.querySelector(".fix")) return go();
    document.querySelectorAll(".fix").forEach((other) => { if (!here.contains(other)) other.hidden = true; });
    for (const each of ["fixing", "names"]) {
      const made = page.getElementById(each);
      document.getElementById(each)?.remove();
      if (made) document.body.append(document.adoptNode(made));
    }
    here.replaceWith(document.adoptNode(there));
    there.querySelector(".fix :is(input:not([type=hidden]), select, button)")?.focus();
  } catch { go(); }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = event.target.closest?.(".fix");
  if (open) open.querySelector("a[href]:last-child")?.click();
});
