// Who is signed in: what the token and the profile say. In memory only.
export const me = { id: "", email: "", name: "", zone: "UTC", mail: "ok", sides: [] };

export function know(claims) {
  me.id = claims.sub;
  me.sides = ["client", "coach"].filter((side) => (claims["cognito:groups"] ?? []).includes(side));
}

export function keep(profile) {
  me.email = profile.email;
  me.name = profile.name;
  me.zone = profile.time_zone;
  me.mail = profile.mail;
}
