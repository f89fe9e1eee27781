"""Pages: what `larpaket lrs check` asks an LRS, and what its answers mean for packages."""

from __future__ import annotations

from larpaket.lrs.finding import Code
from larpaket.pages import pages

_CHECK = "`larpaket lrs check`"

LRS_PAGES = (
    *pages(
        {
            Code.ENDPOINT: f"""
                The endpoint is the address without `/statements`.

                Where: {_CHECK}; publisher.yaml, `lrs:`

                Reason: Packages add `/statements` themselves. If the endpoint already ends in it, they send
                to `/statements/statements`, which no LRS has, and every statement waits in the browser until
                it expires.

                Help: Remove `/statements` from `endpoint:`.

                Passes:

                    endpoint: https://lrs.example.se/xapi

                Fails:

                    endpoint: https://lrs.example.se/xapi/statements
                """,
            Code.REACHABLE: f"""
                An LRS answers at the endpoint.

                Where: {_CHECK}

                Reason: Learners' browsers send to the same address. If the name is unknown, the certificate
                is not trusted, or a login page answers, no statement arrives. Each one waits in the learner's
                browser, for at most 14 days.

                Help: Follow the help below the line. Run the command from a network that learners use,
                because firewalls differ.

                Passes:

                    ok               reachable  https://lrs.example.se/xapi

                Fails:

                    problem[{Code.REACHABLE}]  reachable  there is no host lrs.exampel.se
                """,
            Code.WRITE: f"""
                The packages' login may write statements.

                Where: {_CHECK}

                Reason: A statement is delivered when the LRS answers 200 with the ids of what it has stored
                (xAPI 1.0.3, Communication 2.1.2). After any other answer, packages keep trying, and the page
                tells learners that something has not been sent.

                Help: Give the key the right to write statements (`statements/write`). With `auth: gateway`,
                the key behind the gateway needs it; with `auth: none`, the LRS must accept statements without
                a login.

                Passes:

                    ok               write statements  one test statement about …/_check

                Fails:

                    problem[{Code.WRITE}]  write statements  refused (403)
                """,
            Code.DUPLICATES: f"""
                The LRS accepts an identical statement as the same one, or answers 409.

                Where: {_CHECK}

                Reason: If an answer is lost on the way, a package sends the statement again with the same id.
                If the LRS refuses it in another way, it stays in the browser; if the LRS stores it twice, it
                counts a learner twice (xAPI 1.0.3, Communication 2.1.2).

                Help: Ask the LRS's supplier. larpaket has no setting for this.

                Passes:

                    ok               duplicates  an identical statement is answered with 409

                Fails:

                    problem[{Code.DUPLICATES}]  duplicates  an identical statement is answered with 500
                """,
            Code.READ: f"""
                A package's login cannot read statements.

                Where: {_CHECK}

                Reason: Anybody who opens a package can extract its key. With a key that can read, they see
                what every learner has done and written. Behind a gateway, the key stays on the server, and
                the gateway blocks reading.

                Help: Get a key that can only write, or use `auth: gateway`. If the LRS lets anybody read
                without a login, have it require one.

                Passes:

                    ok               read statements  not with this key

                Fails:

                    problem[{Code.READ}]  read statements  this key can: never put it into a package
                """,
            Code.CORS: f"""
                The LRS accepts requests from pages at the LMS's address.

                Where: {_CHECK} with --origin

                Reason: A browser asks the LRS before it sends to another address (CORS; Fetch, section 3.2).
                Without the right answer, it sends nothing at all. `*` in Access-Control-Allow-Headers does
                not cover Authorization.

                Help: In the LRS, or in the server in front of it, allow the LMS's address as an origin, with
                the headers authorization, content-type and x-experience-api-version. OPTIONS must not require
                a login.

                Passes:

                    Access-Control-Allow-Origin: https://lms.example.se
                    Access-Control-Allow-Headers: authorization, content-type, x-experience-api-version

                Fails:

                    Access-Control-Allow-Origin: https://other.example.se
                    Access-Control-Allow-Headers: *
                """,
        },
        severity="problem",
    ),
    *pages(
        {
            Code.VERSION: f"""
                The LRS supports xAPI 1.0.

                Where: {_CHECK}

                Reason: Packages use xAPI 1.0.3, as LMSs and the cmi5 standard do. An LRS that supports only
                2.0 refuses every statement.

                Help: Look for a setting or another endpoint of the same LRS that supports 1.0.3. If /about
                merely does not give the version, there is nothing to do: the line on writing statements
                decides.

                Passes:

                    ok               version  1.0.3, 2.0.0

                Fails:

                    problem[{Code.VERSION}]  version  only 2.0.0; packages use 1.0.3
                """,
            Code.VOID: f"""
                A package's login cannot void statements.

                Where: {_CHECK}

                Reason: Voiding a statement declares it invalid, by another statement (xAPI 1.0.3, Data
                2.3.2). Anybody who extracts the key from a package can void every statement whose id they
                know. Behind a gateway that does not block voiding, everybody can.

                Help: Get a key that may not void, if the LRS has such keys. If the gateway is old, create its
                configuration again with `larpaket lrs gateway`.

                Passes:

                    ok               void statements  refused (403); the test statement stays

                Fails:

                    problem[{Code.VOID}]  void statements  anybody may: the test statement was voided
                """,
        },
        severity="problem or note",
    ),
    *pages(
        {
            Code.CLOCK: f"""
                The clocks of the LRS and of this computer agree within two minutes.

                Where: {_CHECK}

                Reason: A statement carries the browser's time (`timestamp`) and the LRS's (`stored`). If the
                two differ, reports may put the end of a session before its start.

                Help: Synchronise both clocks over the network (NTP). In reports, sort by `stored`.

                Passes:

                    ok           clock  +1 s

                Fails:

                    note[{Code.CLOCK}]  clock  the LRS's clock differs from this computer's by +340 s
                """,
            Code.STATE: f"""
                The packages' login may store a document in the LRS's State.

                Where: {_CHECK}

                Reason: xAPI and cmi5 packages store learners' progress there. Without it, every launch begins
                from the start. SCORM packages store progress in the LMS and do not need it.

                Help: For xAPI and cmi5, have the LMS launch packages with a login that has the right `state`.
                For SCORM there is nothing to do.

                Passes:

                    ok           activities/state  written, read and removed; xAPI and cmi5 launches need it

                Fails:

                    note[{Code.STATE}]  activities/state  not allowed with this login (403)
                """,
            Code.PROFILE: f"""
                The packages' login may store a document in an Agent's profile.

                Where: {_CHECK}

                Reason: A cmi5 package reads there which language and captions a learner prefers (cmi5,
                section 11). Without it, the package uses the browser's language. SCORM packages do not need
                it.

                Help: For cmi5, have the LMS launch packages with a login that has the right `profile`. For
                SCORM there is nothing to do.

                Passes:

                    ok           agents/profile  written, read and removed; xAPI and cmi5 launches need it

                Fails:

                    note[{Code.PROFILE}]  agents/profile  not allowed with this login (403)
                """,
        },
        severity="note",
    ),
    *pages(
        {
            Code.READABLE_KEY: """
                A key in a package is known to be unable to read.

                Where: `larpaket build --allow-readable-key` with `auth: key`

                Reason: Anybody who opens a package can extract the key and do everything that it allows. A
                key that can read shows what every learner has done and written.

                Help: Get a key that can only write, run `larpaket lrs check` with it, and build without
                --allow-readable-key.

                Passes:

                    larpaket lrs check
                    larpaket build

                Fails:

                    larpaket build --allow-readable-key
                """,
        },
        severity="warning",
    ),
)
