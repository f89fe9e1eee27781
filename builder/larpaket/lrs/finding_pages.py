"""Pages: what `larpaket lrs check` asks an LRS, and what its answers mean for the packages."""

from __future__ import annotations

from larpaket.lrs.finding import Code
from larpaket.pages import pages

_CHECK = "`larpaket lrs check`"

LRS_PAGES = (
    *pages(
        {
            Code.ENDPOINT: f"""
                The endpoint is the address that stands before `/statements`.

                Where: {_CHECK}; publisher.yaml, `lrs:`

                Reason: Packages add `/statements` themselves. With an endpoint that already ends so, they
                would send to `/statements/statements`, which no LRS has, and every statement would wait in
                the browser until it expires.

                Help: Remove `/statements` from `endpoint:`.

                Passes:

                    endpoint: https://lrs.example.se/xapi

                Fails:

                    endpoint: https://lrs.example.se/xapi/statements
                """,
            Code.REACHABLE: f"""
                An LRS answers at the endpoint.

                Where: {_CHECK}

                Reason: Learners' browsers send to the same address. When the name is unknown, the certificate
                is not believed, or a login page answers, no statement arrives. Each then waits in the
                learner's browser, for 14 days at most.

                Help: Follow the help below the line: it names the cause. Run the command from a network where
                learners are, because firewalls differ.

                Passes:

                    ok               reachable  https://lrs.example.se/xapi

                Fails:

                    problem[{Code.REACHABLE}]  reachable  no host is called lrs.exampel.se
                """,
            Code.WRITE: f"""
                The packages' login may write statements.

                Where: {_CHECK}

                Reason: A statement is delivered when the LRS answers 200 with the ids of what it has kept
                (xAPI 1.0.3, Communication 2.1.2). After any other answer the packages go on trying, and the
                page tells learners that something waits.

                Help: Give the key the right to write statements (`statements/write`). With `auth: gateway`,
                the key behind the gateway needs it; with `auth: none`, the LRS has to accept statements
                without a login.

                Passes:

                    ok               write statements  one test statement about …/_check

                Fails:

                    problem[{Code.WRITE}]  write statements  refused (403)
                """,
            Code.DUPLICATES: f"""
                The LRS takes an identical statement for the same one, or answers 409.

                Where: {_CHECK}

                Reason: When an answer is lost on the way, a package sends the statement again with the same
                id. An LRS that refuses it in another way leaves it waiting; one that stores it twice counts a
                learner twice (xAPI 1.0.3, Communication 2.1.2).

                Help: Ask the LRS's supplier. There is nothing to set in larpaket.

                Passes:

                    ok               duplicates  an identical statement is answered with 409

                Fails:

                    problem[{Code.DUPLICATES}]  duplicates  an identical statement is answered with 500
                """,
            Code.READ: f"""
                What packages hold cannot read statements.

                Where: {_CHECK}

                Reason: Whoever opens a package can take the key out. A key that reads then shows what every
                learner has done and written. Behind a gateway this is different: the key stays on the server,
                and the gateway lets nothing out.

                Help: Have a key made that can only write, or use `auth: gateway`. An LRS that lets everybody
                read without a login needs one.

                Passes:

                    ok               read statements  this key cannot

                Fails:

                    problem[{Code.READ}]  read statements  this key can: never put it into a package
                """,
            Code.CORS: f"""
                The LRS accepts what a page from the LMS's address sends.

                Where: {_CHECK} with --origin

                Reason: A browser asks the LRS before it sends to another address (CORS; Fetch, section 3.2).
                Without the right answer it sends nothing at all. `*` in Access-Control-Allow-Headers does not
                cover Authorization.

                Help: Let the LRS, or the server before it, allow the LMS's address as an origin, with the
                headers authorization, content-type and x-experience-api-version. It must not ask OPTIONS for
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
        ignorable=True,
    ),
    *pages(
        {
            Code.VERSION: f"""
                The LRS speaks xAPI 1.0.

                Where: {_CHECK}

                Reason: Packages speak xAPI 1.0.3, as LMSs and the cmi5 standard do. An LRS that takes 2.0
                alone refuses every statement.

                Help: Look for another endpoint of the same LRS, or a setting, that takes 1.0.3. When /about
                only does not say the version, there is nothing to do: the line on writing statements decides.

                Passes:

                    ok               version  1.0.3, 2.0.0

                Fails:

                    problem[{Code.VERSION}]  version  2.0.0 alone; the packages speak 1.0.3
                """,
            Code.VOID: f"""
                What packages hold cannot void statements.

                Where: {_CHECK}

                Reason: To void a statement is to declare it invalid, and is itself a statement (xAPI 1.0.3,
                Data 2.3.2). Whoever takes the key out of a package can void each statement whose id they
                know. Behind a gateway without such a stop, everybody can.

                Help: Have a key made that may not void, where the LRS has such keys. Write an old gateway's
                configuration again with `larpaket lrs gateway`.

                Passes:

                    ok               void statements  refused (403); the test statement stays

                Fails:

                    problem[{Code.VOID}]  void statements  everybody may: the test statement is voided
                """,
        },
        severity="problem or note",
        ignorable=True,
    ),
    *pages(
        {
            Code.CLOCK: f"""
                The clocks of the LRS and of this computer agree within two minutes.

                Where: {_CHECK}

                Reason: A statement carries the browser's time (`timestamp`) and the LRS's (`stored`). When
                the two differ, reports may put the end of a session before its start.

                Help: Let both machines set their clocks by the network (NTP). In reports, sort by `stored`.

                Passes:

                    ok           clock  +1 s

                Fails:

                    note[{Code.CLOCK}]  clock  the LRS's differs by +340 s from this machine's
                """,
            Code.STATE: f"""
                The packages' login may keep a document in the LRS's State.

                Where: {_CHECK}

                Reason: Packages in the formats xAPI and cmi5 keep there how far a learner has come. Without
                it, each of their launches begins at the start. SCORM packages keep this in the LMS and do not
                need it.

                Help: For xAPI and cmi5, let the LMS's launch give a login with the right `state`. For SCORM
                there is nothing to do.

                Passes:

                    ok           activities/state  written, read and removed; xAPI and cmi5 launches need it

                Fails:

                    note[{Code.STATE}]  activities/state  not for this login (403)
                """,
            Code.PROFILE: f"""
                The packages' login may keep a document in an Agent's profile.

                Where: {_CHECK}

                Reason: A cmi5 package reads there which language and captions a learner prefers (cmi5,
                section 11). Without it the package uses the browser's language. SCORM packages do not need
                it.

                Help: For cmi5, let the LMS's launch give a login with the right `profile`. For SCORM there is
                nothing to do.

                Passes:

                    ok           agents/profile  written, read and removed; xAPI and cmi5 launches need it

                Fails:

                    note[{Code.PROFILE}]  agents/profile  not for this login (403)
                """,
        },
        severity="note",
        ignorable=True,
    ),
    *pages(
        {
            Code.READABLE_KEY: """
                A key in packages is known to be unable to read.

                Where: `larpaket build --allow-readable-key` with `auth: key`

                Reason: Whoever opens a package can take the key out and do all that it may. With a key that
                reads, that is everything which every learner has done and written.

                Help: Have a key made that can only write, run `larpaket lrs check` with it, and build without
                --allow-readable-key.

                Passes:

                    larpaket lrs check
                    larpaket build

                Fails:

                    larpaket build --allow-readable-key
                """,
        },
        severity="warning",
        ignorable=True,
    ),
)
