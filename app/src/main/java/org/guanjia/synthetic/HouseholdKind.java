package org.guanjia.synthetic;

/**
 * The three kinds of households and how many of a thousand there are. Census of 2020, Dongguan: 669,093 collective households among 5,057,386;
 * 2,786,100 of 10,466,625 residents are registered there, nearly all of them in families.
 */
enum HouseholdKind {
  /** A family registered here. */
  REGISTERED(196),
  /** The room of a dormitory. */
  COLLECTIVE(132),
  /** A family, or somebody alone, registered elsewhere. */
  MIGRANT(672);

  static final int BLOCK = 1000;

  final int perThousand;

  HouseholdKind(int perThousand) {
    this.perThousand = perThousand;
  }
}
