/** The text shared by the statements that write a customer's words: whether somebody looks first. */
export const firstState = `
          CASE WHEN (SELECT moderate_reviews FROM shop_settings ORDER BY id LIMIT 1) IS FALSE
               THEN 'published' ELSE 'pending' END`;
