// What booking an offer would do to the +1 Program. The answer to the booking says what it did.
import { money } from "../money.js";

const BY_PACKAGE = ["PACKAGE_NOT_RENEWABLE", "ZERO_RATE", "RATE_ABOVE_MAXIMUM", "SPEND_CAP_REACHED"];

export function effect(pairing, offer) {
  const { state, effective, reason } = pairing?.enrollment ?? { state: "not_enrolled" };
  if (state !== "enrolled") return off(offer);
  const why = suspends(pairing, offer);
  if (why) return `+1 is ${effective === "suspended" ? "still" : "then"} suspended: ${why}. You stay enrolled.`;
  const rate = `each +1 is booked at ${money(offer.rate)}`;
  if (effective === "active") return `+1 goes on: from then on ${rate}.`;
  if (BY_PACKAGE.includes(reason)) return `+1, suspended now, goes on${within(pairing)}: from then on ${rate}.`;
  return `+1 stays suspended, for a reason that no package changes. As soon as it goes on, ${rate}.`;
}

function off(offer) {
  const never = "+1 is off, and booking never turns it on.";
  if (!offer.auto_renewal) return `${never} With this package it cannot be turned on.`;
  return `${never} You can turn it on afterwards; then each +1 is booked at ${money(offer.rate)}.`;
}

function suspends(
  { enrollment: { max_rate: most, monthly_spend_cap: cap } },
  { auto_renewal: renews, rate, coach_name: coach },
) {
  if (!renews) return `${coach} does not offer auto-renewal on this package`;
  if (rate.amount === 0) return "the rate is zero";
  if (cap && rate.amount > cap.amount) return `the rate is more than your monthly cap of ${money(cap)}`;
  if (most && rate.amount > most.amount) return `the rate is above your maximum of ${money(most)}`;
  return null;
}

const within = ({ enrollment: { monthly_spend_cap: cap } }) => (cap ? ", as far as your monthly cap allows" : "");
