import { Link } from '@strapi/design-system';
import { useForm } from '@strapi/strapi/admin';
import { NavLink } from 'react-router-dom';
import type { Panel, PanelProps } from '../../../kernel/admin/src/contract';

const REVIEW = 'api::review.review';
const PRODUCTS = '/content-manager/collection-types/api::product.product';

interface Review {
  productName?: string | null;
  productDocumentId?: string;
}

/** Beside a review: the way to what it is about. */
export function ProductPanel({ model }: PanelProps): Panel {
  return model === REVIEW ? { title: 'What it is about', content: <ProductLink /> } : null;
}

function ProductLink() {
  const { productName, productDocumentId } = useForm(
    'ProductOfReview',
    (form) => form.values as Review,
  );
  if (productDocumentId === undefined) return null;
  return (
    <Link tag={NavLink} to={`${PRODUCTS}/${productDocumentId}`}>
      {productName ?? 'The product'}
    </Link>
  );
}
