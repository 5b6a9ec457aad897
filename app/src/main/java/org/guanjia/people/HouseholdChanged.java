package org.guanjia.people;

import java.time.LocalDate;
import java.util.Set;

/**
 * A household has other members, or others in other places, from that day on.
 *
 * @param persons who came, went or stands otherwise to the head
 */
public record HouseholdChanged(String town, long householdId, Set<Long> persons, LocalDate since) {}
