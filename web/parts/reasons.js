// Reason codes in a word or two, for lists. Whole sentences come from the API.
const SHORT = {
  BOOKED: "booked",
  NOT_ENROLLED: "not enrolled",
  ENROLLMENT_CHANGED: "turned off and on again meanwhile",
  COMPLETION_UNDONE: "completion undone",
  ALREADY_ON_DECK: "already on deck",
  COACH_ENDED: "ended by the coach",
  PROGRAM_STOPPED: "bookings are stopped for now",
  PACKAGE_NOT_RENEWABLE: "no auto-renewal on the last package",
  ZERO_RATE: "the rate is zero",
  PAUSED: "paused",
  STOP_AFTER_REACHED: "number of +1s used up",
  SPEND_CAP_REACHED: "monthly cap reached",
  RATE_ABOVE_MAXIMUM: "rate above the maximum",
  NOTICE_UNDELIVERABLE: "mail does not arrive",
  VELOCITY_GUARD: "many +1s in 24 hours",
  CLIENT_SETTING: "the client's own settings",
};

export const reason = (code) => SHORT[code] ?? code;
