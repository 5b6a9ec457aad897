package org.guanjia.people;

import java.time.LocalDate;

/** A person is known to have died; whatever is paid or done for them ends. */
public record PersonDied(String town, long personId, LocalDate on) {}
