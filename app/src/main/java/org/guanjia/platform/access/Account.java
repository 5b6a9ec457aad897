package org.guanjia.platform.access;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.guanjia.platform.db.tables.records.AppUserRecord;
import org.jspecify.annotations.Nullable;

/** A member of staff as access keeps them, secrets included; never leaves this package. */
record Account(
    String town, UUID id, String username, String name, Role role, List<String> areas, @Nullable String department,
    boolean allTowns, @Nullable String email, @Nullable String passwordHash, byte @Nullable [] totpSecret,
    byte @Nullable [] totpPending, boolean enabled, @Nullable Instant lastLogInAt, int version) {

  static Account of(AppUserRecord row) {
    return new Account(
        row.getTown(), row.getId(), row.getUsername(), row.getName(), Role.valueOf(row.getRole()),
        List.of(row.getAreas()), row.getDepartment(), row.getAllTowns(), row.getEmail(), row.getPasswordHash(),
        row.getTotpSecret(), row.getTotpPending(), row.getEnabled(), row.getLastLogInAt(), row.getVersion());
  }

  boolean hasSecondFactor() {
    return totpSecret != null;
  }

  /** @param actingTown the town an administrator of all towns has switched to */
  Viewer viewer(@Nullable String actingTown) {
    return new Viewer(
        id.toString(), actingTown == null || !allTowns ? town : actingTown, username, name, role,
        areas.isEmpty() ? null : areas, department, AccessTable.of(role));
  }
}
