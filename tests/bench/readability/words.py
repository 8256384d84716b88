"""Names that sheets are made of."""

NAMES = ("Ada", "Bilal", "Chen", "Dora", "Emeka", "Farah", "Goran", "Hana", "Ines", "Jonas", "Kofi", "Lena",
         "Mateo", "Nadia", "Oscar", "Priya", "Quentin", "Rosa", "Sven", "Tara", "Umar", "Vera", "Wim",
         "Xenia")  # fmt: skip
CITIES = ("Lisbon", "Oslo", "Turin", "Graz", "Porto", "Ghent", "Malmo", "Brno", "Lyon", "Cork")
PACKAGES = ("axios", "chalk", "debug", "express", "glob", "helmet", "jsdom", "lodash", "moment", "nanoid",
            "pino", "qs", "rxjs", "semver", "tslib", "uuid", "winston", "yargs", "zod")  # fmt: skip
CRATES = ("serde", "libc", "rand", "regex", "bytes", "tokio", "hyper", "log", "syn", "quote", "itoa", "ryu", "mio",
          "slab", "http", "url", "uuid", "nom", "rayon", "clap", "chrono", "time", "ring", "tower")  # fmt: skip
SERVICES = ("billing", "catalog", "mailer", "search", "gateway", "reports", "auth", "media")
AREAS = ("cart", "login", "search", "refund", "invoice", "upload", "export", "signup")
