package org.guanjia.people;

import java.time.LocalDate;

/**
 * A person came to be of a special group, or is not any more.
 *
 * @param since the first day on which it is so, maybe long past
 * @param member whether it holds since that day, or ended
 */
public record MembershipChanged(String town, long personId, SpecialGroup kind, LocalDate since, boolean member) {}
