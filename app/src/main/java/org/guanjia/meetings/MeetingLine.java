package org.guanjia.meetings;

import java.time.LocalDate;
import java.time.LocalTime;

/**
 * A meeting as lists show it.
 *
 * @param number within its year
 * @param from time of day in Asia/Shanghai
 * @param chair by office, such as 镇长; a name only where the town publishes it
 * @param items how many items the agenda has
 * @param decided how many of them are decided
 * @param openFollowUps how many of the things it gave out are not done
 */
public record MeetingLine(
    long id, int year, int number, MeetingState state, LocalDate heldOn, LocalTime from, String place, String chair, int items, int decided, int openFollowUps,
    int version) {}
