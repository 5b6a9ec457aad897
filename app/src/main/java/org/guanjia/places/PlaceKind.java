package org.guanjia.places;

/** Every kind of place below a town, as forms and spreadsheets name it. */
enum PlaceKind {
  VILLAGE, COMMUNITY, WARD, GROUP, GRID;

  /** Whether it lies directly below the town. */
  boolean isVillage() {
    return this == VILLAGE || this == COMMUNITY || this == WARD;
  }
}
