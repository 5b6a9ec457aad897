package org.guanjia.people;

import java.time.LocalDate;

/**
 * A person does not live in the town any more.
 *
 * @param deregistered whether the registered household ended as well
 */
public record PersonMovedOut(String town, long personId, LocalDate on, boolean deregistered) {}
