// The button beside the ways to share: it hands the address to the device, or else copies it.
(() => {
  "use strict";
  const button = document.getElementById("share");
  const status = document.getElementById("share-status");
  if (!button) return;
  const { url, title, copied } = button.dataset;
  const isTouched = matchMedia("(pointer: coarse)").matches;
  button.addEventListener("click", async () => {
    try {
      if (navigator.share && (isTouched || !navigator.clipboard)) return await navigator.share({ title, url });
      await navigator.clipboard.writeText(url);
      status.textContent = copied;
    } catch (error) {
      // Readers who change their minds make no mistake; where nothing can be copied, they see what to copy.
      if (error.name !== "AbortError") status.textContent = url;
    }
  });
})();
