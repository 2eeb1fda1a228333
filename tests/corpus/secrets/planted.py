"""Secrets that are none, put together at run time so that no scanner takes them for real ones."""

LETTERS = "aZ3kQ9xW2mB7vL5nT8cR4yH6pD1sF0gJ"
WORD = "hun" + "ter" + "2go"
PLANTED: dict[str, tuple[str, str]] = {
    # kind: (a text that holds a secret, the part of it that must not be learnt)
    "password": (f"password: {WORD}", WORD),
    "german": (f"Das Passwort lautet {WORD}", WORD),
    "wifi": (f"wifi password {WORD}", WORD),
    "short": (f"pw is {WORD}", WORD),
    "pin": ("PIN: " + "48" + "213", "48213"),
    "api": (f"api_key = {LETTERS[:24]}", LETTERS[:24]),
    "github": ("gh" + "p_" + LETTERS + "abcd", LETTERS),
    "aws": ("AK" + "IA" + "QWERTYUIOP" + "123456", "QWERTYUIOP" + "123456"),
    "stripe": ("sk_" + "live_" + LETTERS[:24], LETTERS[:24]),
    "random": (LETTERS[:28], LETTERS[:28]),
    "ssh": ("ssh-" + "ed25519 AAAA" + "C3NzaC1lZDI1NTE5" + LETTERS, LETTERS),
    "web token": (
        "ey" + "JhbGciOiJIUzI1NiJ9" + ".ey" + "JzdWIiOiIxMjM0NSJ9." + LETTERS,
        "JzdWIiOiIxMjM0NSJ9",
    ),
    "connection": ("postgres://ada:" + WORD + "@db.example.org/x", WORD),
    "card": ("4111 1111 " + "1111 1111", "1111 1111"),
    "dashed card": ("5500-0000-" + "0000-0004", "0000-0004"),
    "iban": ("DE89 3704 0044 " + "0532 0130 00", "0532 0130 00"),
    "ssn": ("219-09-" + "9999", "219-09-9999"),
    "mail": ("ada.byron@" + "example.org", "byron@example"),
    "phone abroad": ("+49 30 " + "901820", "901820"),
    "phone": ("(212) 736-" + "5000", "736-5000"),
    "called phone": ("Tel: 030/" + "1234567", "1234567"),
    "own": ("the " + "zanzibar" + " project", "zanzibar"),
}
PRIVATE_KEY = "\n".join(
    ["-----BEGIN OPENSSH " + "PRIVATE KEY-----", LETTERS * 2, "word" * 16, "-----END OPENSSH "]
) + ("PRIVATE KEY-----")
