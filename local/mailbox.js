// Shows new mails as they come: asks how many there are, and loads the page again when that has changed.
const shown = document.body.dataset.count;

setInterval(async () => {
  const answer = await fetch("/mailbox/count").catch(() => null);
  if (answer?.ok && (await answer.text()) !== shown) location.reload();
}, 1000);
