"""Money in integer minor units of an ISO 4217 currency."""

from dataclasses import dataclass

# ISO 4217, amendment 179: how many decimals a currency's minor unit has. A test compares it with the published list.
_BY_EXPONENT = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    2: "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW "
    "CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF "
    "IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK "
    "MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP "
    "SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG "
    "YER ZAR ZMW ZWG",
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}
EXPONENTS = {code: exponent for exponent, codes in _BY_EXPONENT.items() for code in codes.split()}
LARGEST_AMOUNT = 999_999_999


@dataclass(frozen=True, slots=True)
class Money:
    amount: int
    currency: str

    def __str__(self) -> str:
        """The currency code and the amount in major units: USD 66.67, JPY 6,667, KWD 6.667."""
        exponent = EXPONENTS[self.currency]
        whole, fraction = divmod(self.amount, 10**exponent)
        return f"{self.currency} {whole:,}" + (f".{fraction:0{exponent}d}" if exponent else "")


def per_session_rate(price: Money, sessions: int) -> Money:
    """Price / sessions, ROUND_HALF_UP to the minor unit (R4 and "price not divisible by sessions")."""
    return Money((2 * price.amount + sessions) // (2 * sessions), price.currency)
