package org.guanjia.publicity;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Pictures of a place before and after the work, by the ids of their files. */
@Schema(name = "PublicationPhotos")
public record Photos(List<UUID> before, List<UUID> after) {

  static final Photos NONE = new Photos(List.of(), List.of());

  static Photos of(UUID[] before, UUID[] after) {
    return new Photos(List.of(before), List.of(after));
  }

  /** Those of them that are among the chosen. */
  Photos only(Collection<UUID> chosen) {
    return new Photos(before.stream().filter(chosen::contains).toList(), after.stream().filter(chosen::contains).toList());
  }

  public List<UUID> all() {
    return Stream.concat(before.stream(), after.stream()).toList();
  }

  /** How many stand beside one of the other side. */
  public int pairs() {
    return Math.min(before.size(), after.size());
  }

  /** Those that have no counterpart. */
  public List<UUID> single() {
    return Stream.concat(before.stream().skip(pairs()), after.stream().skip(pairs())).toList();
  }
}
