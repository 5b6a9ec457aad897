package org.guanjia.people;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * People who are registered together, or live together; the two are not the same.
 *
 * @param number of the household register; null for none
 * @param address masked; null when none is known
 * @param village code
 * @param group code of the village group
 * @param members as far as the viewer may see them: those of today first, the head ahead; at most 200
 */
public record Household(
    long id, Kind kind, @Nullable String number, @Nullable String address, @Nullable String village, @Nullable String group, int version, List<Member> members) {

  /** Together in what. */
  public enum Kind {
    /** 户籍户: on one page of the police's register. */
    REGISTERED,
    /** 同住户: under one roof. */
    LIVING
  }

  /**
   * A member for a time.
   *
   * @param row number of the membership
   * @param relation to the head, GB/T 4761; 02 is the head
   * @param to the first day on which it no longer holds; null while it does
   */
  @Schema(name = "HouseholdMember")
  public record Member(long row, long person, String name, @Nullable LocalDate birth, boolean dead, String relation, LocalDate from, @Nullable LocalDate to, String source) {

    public boolean on(LocalDate day) {
      return !from.isAfter(day) && (to == null || to.isAfter(day));
    }

    public boolean head() {
      return relation.equals(Relations.HEAD);
    }
  }

  public Household {
    members = List.copyOf(members);
  }

  /** Who belongs to it on that day, the head first. */
  public List<Member> on(LocalDate day) {
    return members.stream().filter(member -> member.on(day)).toList();
  }
}
