package org.guanjia.platform.access;

import static org.guanjia.platform.db.Tables.APP_USER;

import java.util.Arrays;
import java.util.List;
import org.jooq.DSLContext;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.stereotype.Component;

/** Finds the user for a log-in, before any town is known. */
@Component
class UserLogin implements UserDetailsService {

  private final DSLContext sql;

  UserLogin(DSLContext sql) {
    this.sql = sql;
  }

  @Override
  public UserDetails loadUserByUsername(String username) {
    var row = sql.selectFrom(APP_USER).where(APP_USER.USERNAME.eq(username)).and(APP_USER.ENABLED).fetchOne();
    if (row == null) throw new UsernameNotFoundException(username);
    Role role = Role.valueOf(row.getRole());
    String[] areas = row.getAreas();
    List<String> limited = areas == null || areas.length == 0 ? null : Arrays.asList(areas);
    var viewer =
        new Viewer(
            row.getId().toString(), row.getTown(), username, row.getName(), role, limited, row.getDepartment(),
            AccessTable.of(role));
    return new ViewerPrincipal(viewer, row.getPasswordHash());
  }
}
