"""The whole system on one machine: `make run`. Nothing of it ships, and nothing of it knows the system's own code.

run, stack         what is started, in which order; all of it ends together
aws, deploy        a local AWS, and template.yaml on it: rendered, its routes spelled out, its code bundled
streaming          the stream's mappings at work: stream, mappings, filters, delivery, event_source, function, given_up
server             the one port for people: the API (gateway), the page (web), the mailbox
ses                what becomes of a mail: behaviours, outcomes, mails, and ses_events that go to the bus
settings, people, try_this, console, stack_file     what a person, or a script, is asked and told
"""
