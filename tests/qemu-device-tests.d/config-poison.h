/* Which macros only code for one target may ask for: of no use here. */
