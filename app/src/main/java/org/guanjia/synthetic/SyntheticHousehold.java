package org.guanjia.synthetic;

import java.util.List;

/**
 * People who live together: a family, or the room of a dormitory, whose members are no relatives.
 *
 * @param serial from 0, in the order of generation
 * @param village name of the village
 * @param group number of the village group, from 1; 0 in a village without groups
 * @param address within the country, down to house or room
 * @param members at least one; exactly one of them is the head
 */
public record SyntheticHousehold(long serial, String village, String villageCode, int group, String address, List<SyntheticPerson> members) {}
