/** Of the member `m` and their user `u`, in SQL. */
export const SHOWN_STATUS =
  "CASE WHEN m.status = 'active' AND u.password_hash IS NULL THEN 'invited' ELSE m.status END";
