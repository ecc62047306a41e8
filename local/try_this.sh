API=<api_url>
JSON='content-type: application/json'
field() { grep -o '"'$1'": *"[^"]*"' | head -n 1 | cut -d '"' -f 4; }
token() {
  curl -s <sign_in_url>/ -H 'content-type: application/x-amz-json-1.1' \
    -H 'x-amz-target: AWSCognitoIdentityProviderService.InitiateAuth' \
    -d '{"ClientId":"<user_pool_client_id>","AuthFlow":"USER_PASSWORD_AUTH",
         "AuthParameters":{"USERNAME":"'$1'","PASSWORD":"<password>"}}' | field IdToken
}

# <coach> and <client> sign in.
COACH="authorization: Bearer $(token <coach_email>)"
CLIENT="authorization: Bearer $(token <client_email>)"

# <coach> offers <client> one session. <client> books it and enrolls in the +1 Program.
OFFER=$(curl -s $API/v1/offers -H "$COACH" -H "$JSON" -d '{"title":"One session","sessions":1,
  "price":{"amount":5000,"currency":"USD"},"client_id":"<client_id>"}' | field offer_id)
SESSION=$(curl -s $API/v1/coaches/<coach_id>/packages -H "$CLIENT" -H "$JSON" \
  -d '{"offer_id":"'$OFFER'"}' | field session_id)
curl -s -X PUT $API/v1/coaches/<coach_id>/enrollment -H "$CLIENT" -H "$JSON" -d '{}'

# <coach> completes it, the last one on deck: one more is booked, and both get a mail.
curl -s -X POST $API/v1/clients/<client_id>/sessions/$SESSION/complete -H "$COACH" -H "$JSON" -d '{}'
