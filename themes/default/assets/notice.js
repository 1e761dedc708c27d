// Marks notices that begin or end after the page was built: a page never claims what is over. The instants and the
// words come from the page; without script its dates say the same.
(() => {
  "use strict";
  const order = ["scheduled", "active", "expired"];
  const stateAt = (now, { from, until }) =>
    until && Date.parse(until) <= now ? "expired" : from && now < Date.parse(from) ? "scheduled" : "active";
  const turn = (notice, state) => {
    notice.classList.replace(`is-${notice.dataset.state}`, `is-${state}`);
    const sign = notice.querySelector(".state");
    if (sign) {
      sign.className = `state state-${state}`;
      sign.textContent = notice.dataset[state];
    }
    notice.dataset.state = state;
  };
  const look = () => {
    for (const notice of document.querySelectorAll("[data-state]")) {
      const state = stateAt(Date.now(), notice.dataset);
      // A reader's clock may be wrong, but what has begun or ended at the build has.
      if (order.indexOf(state) > order.indexOf(notice.dataset.state)) turn(notice, state);
    }
  };
  look();
  setInterval(look, 30000);
})();
